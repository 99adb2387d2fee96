-- A practice with bookings, after what an object mapper makes: camel case, quoted names, only some foreign keys.
CREATE TYPE "AppointmentStatus" AS ENUM ('booked', 'came', 'missed');
CREATE TABLE "Patient" (id uuid PRIMARY KEY, "firstName" text NOT NULL, "lastName" text NOT NULL, "dateOfBirth" date NOT NULL, gender text, email text, "phoneNumber" text, "insuranceNumber" text, "insurerId" uuid, "bloodType" text, "createdAt" timestamp);
CREATE TABLE "Practitioner" (id uuid PRIMARY KEY, "userId" uuid UNIQUE, "displayName" text, specialty text, "licenseNumber" text);
CREATE TABLE "User" (id uuid PRIMARY KEY, email text UNIQUE NOT NULL, "passwordHash" text NOT NULL, "twoFactorSecret" text, "lastLoginAt" timestamp);
CREATE TABLE "Insurer" (id uuid PRIMARY KEY, name text NOT NULL, code text);
CREATE TABLE "Room" (id serial PRIMARY KEY, name text NOT NULL, floor int);
CREATE TABLE "TreatmentType" (id serial PRIMARY KEY, name text NOT NULL, minutes int, price numeric);
CREATE TABLE "Appointment" (id uuid PRIMARY KEY, "patientId" uuid NOT NULL REFERENCES "Patient" ON DELETE CASCADE, "practitionerId" uuid NOT NULL REFERENCES "Practitioner", "roomId" int REFERENCES "Room", "treatmentTypeId" int REFERENCES "TreatmentType", status "AppointmentStatus" NOT NULL, "startsAt" timestamp, reason text);
CREATE TABLE "Diagnosis" (id uuid PRIMARY KEY, "appointmentId" uuid NOT NULL REFERENCES "Appointment" ON DELETE CASCADE, "icdCode" text, notes text);
CREATE TABLE "Prescription" (id uuid PRIMARY KEY, "patientId" uuid NOT NULL REFERENCES "Patient" ON DELETE CASCADE, "practitionerId" uuid REFERENCES "Practitioner", medication text, dosage text, "issuedOn" date);
CREATE TABLE "EmergencyContact" (id uuid PRIMARY KEY, "patientId" uuid NOT NULL REFERENCES "Patient" ON DELETE CASCADE, name text, phone text, relation text);
CREATE TABLE "PatientAddress" (id uuid PRIMARY KEY, "patientId" uuid NOT NULL REFERENCES "Patient" ON DELETE CASCADE, street text, "postalCode" text, city text);
CREATE TABLE "Invoice" (id uuid PRIMARY KEY, "patientId" uuid NOT NULL, number text UNIQUE, total numeric, "issuedOn" date, "paidOn" date);
CREATE TABLE "InvoiceItem" (id uuid PRIMARY KEY, "invoiceId" uuid NOT NULL REFERENCES "Invoice" ON DELETE CASCADE, "treatmentTypeId" int REFERENCES "TreatmentType", amount numeric);
CREATE TABLE "Consent" (id uuid PRIMARY KEY, "patientId" uuid NOT NULL REFERENCES "Patient" ON DELETE CASCADE, kind text, "givenAt" timestamp, "withdrawnAt" timestamp);
CREATE TABLE "Document" (id uuid PRIMARY KEY, "patientId" uuid, "fileName" text, content bytea, "uploadedBy" uuid REFERENCES "User");
CREATE TABLE "Message" (id uuid PRIMARY KEY, "senderId" uuid, "recipientId" uuid, body text, "sentAt" timestamp);
CREATE TABLE "Reminder" (id uuid PRIMARY KEY, "appointmentId" uuid NOT NULL REFERENCES "Appointment" ON DELETE CASCADE, channel text, "sentAt" timestamp);
CREATE TABLE "OnlineBooking" (id uuid PRIMARY KEY, name text, email text, phone text, "wishedFor" timestamp, "ipAddress" text);
CREATE TABLE "OpeningHours" (id serial PRIMARY KEY, weekday int, opens time, closes time);
CREATE TABLE "AuditEntry" (id bigserial PRIMARY KEY, "userId" uuid REFERENCES "User", action text, details jsonb, at timestamp);
CREATE TABLE "_prisma_migrations" (id text PRIMARY KEY, checksum text, migration_name text, logs text);

INSERT INTO "Patient" (id, "firstName", "lastName", "dateOfBirth", email, "phoneNumber") SELECT gen_random_uuid(), 'Ada', 'Sample', '1980-02-03', 'patient' || n || '@example.com', '030 5550' || n || '00' FROM generate_series(1, 5) n;
INSERT INTO "Insurer" VALUES (gen_random_uuid(), 'Sample Insurance', 'S1');
INSERT INTO "Room" (name, floor) VALUES ('Blue', 1), ('Red', 2);
INSERT INTO "TreatmentType" (name, minutes, price) VALUES ('First visit', 45, 80), ('Massage', 30, 40), ('Check', 15, 20);
INSERT INTO "OnlineBooking" SELECT gen_random_uuid(), 'Ada Sample', 'patient' || n || '@example.com', '+49 30 555000' || n, now(), '192.0.2.' || n FROM generate_series(1, 4) n;
