FROM python:3.14-slim
COPY hello.py /app/
USER 10001:10001
CMD ["python", "/app/hello.py"]
