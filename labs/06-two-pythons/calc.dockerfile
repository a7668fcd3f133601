FROM python:3.13-slim
COPY calc.py /app/
USER 10001:10001
CMD ["python", "-W", "ignore", "/app/calc.py"]
